// Brings the microphone's sound to 16 kHz, 16 bit, in pieces of 64 ms.
const RATE = 16000;
const PIECE = 1024;

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = sampleRate / RATE;
    this.sum = 0;
    this.count = 0;
    this.next = this.step;
    this.at = 0;
    this.piece = new Int16Array(PIECE);
    this.filled = 0;
  }

  process(inputs) {
    for (const value of inputs[0][0] || []) {
      this.sum += value;
      this.count += 1;
      this.at += 1;
      if (this.at >= this.next) {
        const mean = Math.max(-1, Math.min(1, this.sum / this.count));
        this.piece[this.filled] = Math.round(mean * 32767);
        this.filled += 1;
        this.sum = 0;
        this.count = 0;
        this.next += this.step;
        if (this.filled === PIECE) {
          this.port.postMessage(this.piece.slice().buffer);
          this.filled = 0;
        }
      }
    }
    return true;
  }
}

registerProcessor("microphone", Microphone);

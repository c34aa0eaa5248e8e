// A tablet as a speaker of the home: plays and shows what is said, sends what is pressed
// and, while the talk button is held or switched on, what the microphone hears.
"use strict";

const told = document.body.dataset;
const state = document.getElementById("state");
const words = document.getElementById("words");
const begin = document.getElementById("begin");
const speak = document.getElementById("speak");
const form = document.getElementById("help-form");
const CALL_WITHIN = 1500; // ms for the home to say that it has heard the call
const FORM_WITHIN = 5000; // ms for the console to say the same
const CALLED_STAYS = 30000; // ms that "Help has been called" stays in sight
const LONGEST = 20000; // ms of talk with the button switched on
const HOLD = 500; // ms: longer is holding, shorter switches on and off

let socket = null;
let sound = null; // AudioContext, once somebody has touched the page
let microphone = null;
let wanted = null; // number of the sound that comes next
let playing = null;
let talking = false;
let pressedAt = 0;
let stopAt = 0;
let waits = 500;
let owed = false; // a call for help that nobody has confirmed yet
let late = 0;
let ofHelp = null; // what became of a call: stays in sight whatever the connection does

const show = (text) => {
  const seen = ofHelp ?? text;
  if (state.textContent !== seen) state.textContent = seen;
};
const showHelp = (text) => { ofHelp = text; show(text); };
const leaveHelp = () => { if (!owed) { ofHelp = null; show(usual()); } };
const open = () => socket !== null && socket.readyState === WebSocket.OPEN;
const send = (message) => { if (open()) socket.send(JSON.stringify(message)); };

const usual = () => {
  if (!open()) return told.lost;
  if (sound === null || sound.state !== "running") return told.noSound;
  return talking ? told.listening : told.ready;
};

const quiet = () => {
  if (playing) { playing.onended = null; playing.stop(); playing = null; }
  speak.setAttribute("aria-disabled", "false");
};

const play = async (number, content) => {
  quiet();
  if (sound === null || sound.state !== "running") {
    show(told.noSound);
    send({ failed: number, why: "sound is not allowed yet: touch the page" });
    return;
  }
  try {
    const source = sound.createBufferSource();
    source.buffer = await sound.decodeAudioData(content);
    source.connect(sound.destination);
    source.onended = () => { quiet(); send({ played: number }); show(usual()); };
    stopTalking();
    speak.setAttribute("aria-disabled", "true");
    playing = source;
    source.start();
    show(told.speaking);
  } catch (error) {
    send({ failed: number, why: error.name });
  }
};

const take = (message) => {
  if (message.say !== undefined) { wanted = message.number; if (message.say) { words.textContent = message.say; words.scrollTop = 0; } }
  if (message.hush) { quiet(); wanted = null; show(usual()); }
  if (message.called) helpCalled();
  if (message.ping !== undefined) send({ pong: message.ping });
};

const join = () => {
  socket = new WebSocket(`wss://${location.host}/talk/live`);
  socket.binaryType = "arraybuffer";
  socket.onopen = () => { waits = 500; if (owed) callHelp(); else show(usual()); };
  socket.onmessage = (event) => {
    if (typeof event.data === "string") take(JSON.parse(event.data));
    else if (wanted !== null) { const number = wanted; wanted = null; play(number, event.data); }
  };
  socket.onclose = (event) => {
    quiet();
    if (event.code === 4403) { show(told.away); location.reload(); return; }
    show(told.lost);
    setTimeout(() => { join(); if (owed) callByForm(); }, waits);
    waits = Math.min(8000, 2 * waits);
  };
};

const listen = async () => {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
    await sound.audioWorklet.addModule("/static/microphone.js");
    microphone = new AudioWorkletNode(sound, "microphone", { numberOfOutputs: 0 });
    microphone.port.onmessage = (event) => { if (talking && open()) socket.send(event.data); };
    sound.createMediaStreamSource(stream).connect(microphone);
    for (const track of stream.getTracks()) track.onended = () => { microphone = null; show(told.noMicrophone); };
    return true;
  } catch {
    microphone = null;
    return false;
  }
};

const start = async () => {
  sound = sound || new AudioContext();
  sound.onstatechange = () => { begin.hidden = sound.state === "running"; show(usual()); };
  await sound.resume();
  begin.hidden = sound.state === "running";
  const heard = microphone !== null || (await listen());
  show(heard ? usual() : told.noMicrophone);
};

const startTalking = async () => {
  if (speak.getAttribute("aria-disabled") === "true") return;
  if (microphone === null) await start();
  if (microphone === null || talking) return;
  leaveHelp();
  talking = true;
  send({ talk: true });
  speak.setAttribute("aria-pressed", "true");
  show(told.listening);
  stopAt = setTimeout(stopTalking, LONGEST);
};

const stopTalking = () => {
  if (!talking) return;
  talking = false;
  clearTimeout(stopAt);
  send({ talk: false });
  speak.setAttribute("aria-pressed", "false");
  show(usual());
};

// Held: talks until let go. Touched shortly, or by keyboard: switches on, and off again.
speak.addEventListener("pointerdown", () => { pressedAt = talking ? 0 : Date.now(); startTalking(); });
speak.addEventListener("pointerup", () => { if (Date.now() - pressedAt > HOLD) stopTalking(); });
speak.addEventListener("pointercancel", stopTalking);
speak.addEventListener("contextmenu", (event) => event.preventDefault());
speak.addEventListener("click", (event) => { if (event.detail === 0) { if (talking) stopTalking(); else startTalking(); } });

for (const [id, said] of [["yes", told.pressedYes], ["no", told.pressedNo]]) {
  document.getElementById(id).addEventListener("click", () => {
    leaveHelp();
    send({ press: id });
    show(open() ? said : told.lost);
  });
}

// Help: over the open line, else through the console, else say what number to call. What
// nobody has confirmed is called again with every new try to reach the home.
const helpCalled = () => {
  if (!owed) return;
  owed = false;
  clearTimeout(late);
  showHelp(told.called);
  setTimeout(leaveHelp, CALLED_STAYS);
};

const callByForm = async () => {
  try {
    const body = new URLSearchParams({ csrf: told.csrf, quiet: "1" });
    const signal = AbortSignal.timeout(FORM_WITHIN);
    const answer = await fetch("/talk/help", { method: "POST", body, signal });
    if (answer.ok && (await answer.json()).called) { helpCalled(); return; }
  } catch {
    // no answer is the same as none that says yes
  }
  if (owed) showHelp(told.notCalled);
};

const callHelp = () => {
  owed = true;
  clearTimeout(late);
  if (ofHelp !== told.notCalled) showHelp(told.calling);
  if (!open()) { callByForm(); return; }
  late = setTimeout(callByForm, CALL_WITHIN);
  send({ press: "help" });
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  callHelp();
});

document.getElementById("start").addEventListener("click", start);
join();

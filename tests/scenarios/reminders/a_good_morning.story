# Asked once, taken, and the box agrees.
a pill box is there
medicine metformin at 08:00, 20:00
medicine ramipril at 08:00

08:00 home asks metformin, ramipril
08:00 says yes
08:02 box opened
20:00 home asks metformin
20:01 box opened
20:02 says yes

dose metformin 08:00 is taken, confirmed
dose ramipril 08:00 is taken, confirmed
dose metformin 20:00 is taken, confirmed

# Dark from before the dose until within its window: one prompt, no flood.
medicine metformin at 08:00
medicine ramipril at 08:30

07:00 home goes dark
08:45 home comes up
08:45 home asks metformin, ramipril
08:46 says yes

dose metformin 08:00 is taken, claimed
dose ramipril 08:30 is taken, claimed

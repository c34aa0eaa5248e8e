# One of three is refused, the others are taken.
medicine metformin at 08:00
medicine ramipril at 08:00
medicine simvastatin at 08:00

08:00 home asks metformin, ramipril, simvastatin
08:01 says yes, but not simvastatin
08:01 home replies taken
08:01 home replies refused

dose metformin 08:00 is taken, claimed
dose ramipril 08:00 is taken, claimed
dose simvastatin 08:00 is refused

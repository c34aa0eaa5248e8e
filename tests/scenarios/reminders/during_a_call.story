# Not while a call is on; right after it.
medicine metformin at 08:00

07:58 call begins
08:12 call ends
08:13 home asks metformin
08:13 says yes

dose metformin 08:00 is taken, claimed

# A part is not asked for again.
medicine metformin at 08:00

08:00 home asks metformin
08:01 says half
08:01 home replies part

dose metformin 08:00 is taken, claimed

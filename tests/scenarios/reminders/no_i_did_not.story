# A correction: entered as taken, then "no". It is asked for again and kept as corrected.
medicine metformin at 08:00

08:00 home asks metformin
08:01 says yes
08:03 says no
08:09 home asks metformin
08:09 says yes
08:01 home replies taken
08:01 home replies not_taken
08:01 home replies taken

dose metformin 08:00 is taken, claimed

# The gentle question is answered: it was taken after all.
a pill box is there
medicine metformin at 08:00

08:00 home asks metformin
08:01 box opened
08:02 says no
08:02 home tells DOSE-UNKNOWN
08:03 home asks metformin (doubt)
08:03 says yes
08:03 home clears

dose metformin 08:00 is taken, confirmed

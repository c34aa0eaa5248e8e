# The box was offline and tells at noon what happened at eight.
a pill box is there
medicine metformin at 08:00

07:00 box offline
08:00 home asks metformin
08:05 home asks metformin
08:10 home asks metformin
08:20 home asks metformin
10:00 home tells DOSE-LATE
10:30 home adds DOSE-UNKNOWN
12:00 box online
12:00 box opened at 08:06
12:00 home clears

dose metformin 08:00 is taken, box only

# Breakfast first: three times later, then no more, and never past the window.
medicine metformin at 08:00

08:00 home asks metformin
08:00 says later
08:11 home asks metformin
08:11 says later 20 minutes
08:32 home asks metformin
08:32 says later
08:43 home asks metformin
08:43 says later
08:43 home replies later
08:43 home replies later
08:43 home replies later
08:43 home replies no_later
10:00 home tells DOSE-LATE
10:10 says I took it
10:10 home replies late
10:10 home clears

dose metformin 08:00 is late, claimed

# Dark through the whole window: nobody was asked, nobody knows, a person is told.
medicine metformin at 08:00
medicine ramipril at 09:00

07:00 home goes dark
15:00 home comes up
15:00 home tells DOSE-UNKNOWN
15:00 home tells DOSE-UNKNOWN

dose metformin 08:00 is unknown, unknown
dose ramipril 09:00 is unknown, unknown

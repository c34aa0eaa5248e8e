# "I am not sure": do not take it, and ask a person.
medicine metformin at 08:00

08:00 home asks metformin
08:01 says not sure
08:01 home replies unsure
08:01 home tells DOSE-UNKNOWN

dose metformin 08:00 is unknown, unknown

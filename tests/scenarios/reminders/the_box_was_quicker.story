# Taken before the reminder: one gentle question, no nagging, no second dose.
a pill box is there
medicine metformin at 08:00

07:50 box opened
08:00 home asks metformin (box_only)

dose metformin 08:00 is taken, box only

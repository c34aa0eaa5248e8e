# Somebody closes what was late: that it was missed in the end is an alarm of its own, and
# so is another medicine of the same hour that nobody confirms.
medicine warfarin at 18:00, critical
medicine metformin at 18:00

18:00 home asks metformin, warfarin
18:05 home asks metformin, warfarin
18:10 home asks metformin, warfarin
18:15 home tells DOSE-LATE
18:16 nurse closes the alarm
18:20 home asks metformin, warfarin
20:00 home tells DOSE-LATE
20:30 home adds DOSE-MISSED

dose warfarin 18:00 is missed, missed
dose metformin 18:00 is missed, missed

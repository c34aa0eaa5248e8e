# Each end that differs is told, however often the one before was closed; the same end,
# closed, stays closed, also over a restart.
medicine warfarin at 18:00, critical

18:00 home asks warfarin
18:05 home asks warfarin
18:10 home asks warfarin
18:15 home tells DOSE-LATE
18:16 nurse closes the alarm
18:20 home asks warfarin
20:30 home tells DOSE-MISSED
20:40 nurse closes the alarm
20:50 says not sure
20:50 home tells DOSE-UNKNOWN
20:55 nurse closes the alarm

dose warfarin 18:00 is unknown, unknown

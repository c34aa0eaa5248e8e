# Four askings, louder and shorter; then people are told; a critical one goes further.
medicine warfarin at 18:00, critical

18:00 home asks warfarin
18:05 home asks warfarin
18:10 home asks warfarin
18:15 home tells DOSE-LATE
18:20 home asks warfarin
20:30 home adds DOSE-MISSED

dose warfarin 18:00 is missed, missed

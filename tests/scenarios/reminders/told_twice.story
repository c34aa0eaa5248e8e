# "I took it" again: not a silent entry, and a second dose goes to a person.
medicine warfarin at 18:00, critical

18:00 home asks warfarin
18:01 says yes
18:40 says I took it
18:40 home asks warfarin (twice)
18:41 says yes, a second time
18:41 home tells DOSE-TWICE

dose warfarin 18:00 is taken, claimed

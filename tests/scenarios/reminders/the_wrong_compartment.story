# The evening's compartment in the morning: asked gently.
a pill box is there
medicine metformin at 08:00, box 1
medicine warfarin at 20:00, box 2

08:00 home asks metformin
08:01 box opened 2
08:02 says yes
08:03 home asks metformin (doubt)
08:04 says yes
20:00 home asks warfarin
20:01 says yes
20:02 box opened 2

dose metformin 08:00 is taken, contradicted
dose warfarin 20:00 is taken, confirmed

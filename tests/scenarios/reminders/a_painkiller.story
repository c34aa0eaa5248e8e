# On demand: answered from the order, entered, and too soon goes to a person.
medicine paracetamol on demand, gap 4 h, at most 4
medicine metformin at 08:00

08:00 home asks metformin
08:01 says yes
09:00 says may I take paracetamol
09:01 says I took paracetamol
11:00 says may I take paracetamol
11:05 says I took paracetamol
11:05 home tells DOSE-TOO-SOON
15:10 says may I take paracetamol
15:10 home replies taken
15:10 home replies may_first
15:10 home replies taken
15:10 home replies may_not_before
15:10 home replies too_soon
15:10 home replies may_now

dose metformin 08:00 is taken, claimed
dose paracetamol 09:01 is taken, claimed

"""The funding desk: money reaches independent media and rights groups, and harms no one.

`programmes` holds funds, lines and the ledger, `calls` what may be applied for and with which form. `applications` come
through a box without an account, `review` weighs them and decides, `awards` carries a grant from agreement to close,
`intermediaries` those who grant on. `publishing` lets out what is safe, `need` shows where money is missing, `results` says
what the funding led to, `feedback` asks those who applied and were funded what they think of the funder, without a name.
`winddown` seals or erases if the funder falls. `demonstration` shows all of it with invented people.
"""

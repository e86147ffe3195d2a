"""The rules of assemblies: pure, exact (whole numbers and fractions), each result an account of its own.

In the order in which a meeting needs them:

- `notice`, `year`: was it convened in time; what must be done by when.
- `enrolment` makes the `roll` (`weights`, `caps`): who may vote, with how many votes, and why. `frozen_form` of it is
  what is hashed.
- `voices` cuts the roll into pieces, `proxies` says who may hold which, `presence` who is there; `carriage` puts every
  piece into one person's hand, or says why it lies idle.
- `tally` adds up ballots, `hand_count` what tellers counted; `electorate` gives the bases.
- `quorum`, `majority`, and both together: `decision`. `written`: the same without a meeting.
- `amendments`: in which order. `names` and `elections`: persons, and alternatives.
- `vote`: from roll, hands and ballots to the result in one step, for a first count and for a recount.
- `agenda`: which standard items a meeting has.
- `terms`, `composition`: how long seats are held, and whether a body is made up as its rules say.
- `words`, `vote_words`: these accounts as sentences.

Wrong input raises `InputError`; nothing is guessed: what a rule leaves open comes back as such.
"""

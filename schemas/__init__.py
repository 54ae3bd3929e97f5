"""What is true: the records that travel, the reference data, the rules, one schema per table.

Everything else imports this room; it imports nothing of the project and reads only its own
`reference/` files. Data flows outwards: reference files → catalogues (units, periods, indicators,
rating schemes, targets) → the records that sources fill, the rules that judge them and the table
schemas that guard every frame between rooms.
"""

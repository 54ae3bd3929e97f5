"""What a person has to decide about a document, and whether what was decided can be taken.

`questions` is the one door: it reads a document as extraction does and gathers what stayed open, from tables
(`table_questions`), running text (`prose_questions`) and names (`unit_questions`), each with the key that an
answer is remembered by. `answers` judges what was filled in. Neither changes what is read.
"""

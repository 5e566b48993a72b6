"""Reading of plan documents: bytes of a file to a Plan, with the words that every judgement rests on."""

"""
Fuzzing of the readers: `make fuzz` explores for as long as it is told, guided by what the code does.

It needs Atheris, which is not installed with the rest. `tests/formats/test_fuzzing.py` asks the same of a
smaller, fixed set of files each time the tests run.
"""

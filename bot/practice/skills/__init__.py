"""The skills desk: exercises in what the hands and ears can do. Pure, as all of `practice`."""

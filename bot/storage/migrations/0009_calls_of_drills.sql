-- Which drill a call was part of: it counts on the board of drills, too. Of calls before, it is not known.
ALTER TABLE calls ADD COLUMN drill INTEGER;

"""From effects to Discord: `stage` performs them, `cards` lay them out, `charts` draw, `lines` has the words."""

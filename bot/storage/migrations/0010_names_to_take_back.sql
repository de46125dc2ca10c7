-- Members who have left the boards, or want no name there any more, until it is taken off what was shown to all.
CREATE TABLE names_to_take_back (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, member_id)
) STRICT, WITHOUT ROWID;

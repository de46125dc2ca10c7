"""A small pack of calls, so that tests can say what a caller will say."""

from pathlib import Path

OPENING = "Hello? My lamp has not come."
GOOD = (
    "Lamp House, good morning, this is Anna. I am sorry that your lamp is late. May I have your order number, please?",
    "Thank you. I am looking the order up now, that takes about twenty seconds.",
    "I will send a new lamp today, and it will be with you by tomorrow. Is that all right?",
    "You are welcome. Have a good day. Goodbye!",
)
"""Solves the call `lamp`: the trouble named, the number asked, a lamp sent, said by when, and a goodbye."""

RUDE = (
    "Calm down, that is not our fault.",
    "You should have read the small print, you are wrong.",
    "You are stupid, shut up.",
    "Stop shouting, that is your own fault, you idiot.",
    "Calm down, you are lying.",
    "That is not my problem, you are a liar, shut up.",
)

TOLD = "A lamp is late for the second time, and they are upset."
"""In the pack `told`, the question that has a call."""

PACK = """\
id: line
title: The line
version: "1"
about: Calls for tests.
company: Lamp House
recruiters:
  - {name: Amara Nwosu, role: Talent Partner}
"""

QUESTION = """\
questions:
  - id: late-lamp
    kind: line
    ask: "A lamp is late. What do you say?"
    weights: {ownership: 1}
    look_for:
      - {id: by-when, says: says by when, phrases: ["by (tomorrow|noon)"]}
    hint: "Say by when."
    strong_answer: >-
      I'm sorry that your lamp is late. I will send a new one by courier today, and it will be with you by tomorrow.
"""
"""A pack has to have one."""

LAMP = """\
id: lamp
title: A lamp that has not come
difficulty: 1
trade: retail
company: Lamp House
role: You answer calls about orders.
policy:
  - You may send a new lamp by courier, free.
weights: {empathy: 1, resolution: 2}

caller:
  name: Ines Moura
  about: Somebody who sits in the dark.
  wants: A lamp, soon.
  tension: 4

opening:
  - "Hello? My lamp has not come."
  - "Hi. I am waiting for a lamp."

facts:
  name: Ines Moura
  order-number: "4471 209"

records:
  - id: order
    title: the order
    seconds: 20
    text: "Order 4471 209, one lamp. Stuck at the depot since Monday."
  - id: stock
    title: the stock
    seconds: 15
    text: "Lamps: 7 left."

beats:
  - id: asking
    prompts:
      - "So, where is it?"
      - "I only want some light."
      - "It was to come on Monday."
      - "And what happens now?"
    until: [sends-lamp]
  - id: closing
    enter:
      - "Lovely, thank you."
      - "Great. I will wait here, then."
    prompts:
      - "No, that is all."
      - "Good day, then."
      - "Thanks."

acts:
  - id: sends-lamp
    phrases:
      - (send|bring|get) .. (new)? lamp
    because: You sent a lamp.
    felt: They sent a lamp at once.

checklist:
  - id: lamp
    says: sent a lamp
    acts: [sends-lamp]
    missing: 'Say what you do: "I will send a new lamp."'
  - id: when
    says: said when
    acts: [promises-time]
    missing: 'Say when: "by tomorrow".'

transfer:
  allowed: true
  to: the supervisor
  needs: [announces-transfer]

model:
  - agent: "Lamp House, this is Sam. I am sorry that your lamp is late. May I have your order number, please?"
  - caller: "4471 209."
  - agent: "Thank you. I will send a new lamp today, and it will be with you by tomorrow. Is that all right?"
  - caller: "Lovely, thank you."
  - agent: "You are welcome. Have a good day. Goodbye!"
"""


def write(folder: Path) -> Path:
    """Write the pack into `folder`: `lamp`, `desk` with one record, and `ring`, which is outbound and hard."""
    place = folder / "line"
    (place / "calls").mkdir(parents=True)
    (place / "pack.yaml").write_text(PACK)
    (place / "questions.yaml").write_text(QUESTION)
    stock = LAMP[LAMP.index("  - id: stock") : LAMP.index("beats:")]
    one_record = LAMP.replace("id: lamp\ntitle: A lamp", "id: desk\ntitle: A desk lamp").replace(stock, "\n")
    ring = LAMP.replace("id: lamp\ntitle: A lamp", "id: ring\ntitle: A lamp to tell of").replace(
        "difficulty: 1", "direction: outbound\nreason: You ring Ines Moura about her lamp.\ndifficulty: 3"
    )
    for name, text in (("lamp", LAMP), ("desk", one_record), ("ring", ring)):
        (place / "calls" / f"{name}.yaml").write_text(text)
    _told(folder / "told")
    return folder


def _told(place: Path) -> None:
    """A pack for screens: four questions, and a call that belongs to one of them."""
    (place / "calls").mkdir(parents=True)
    (place / "pack.yaml").write_text(PACK.replace("id: line\ntitle: The line", "id: told\ntitle: Told and shown"))
    question = QUESTION.removeprefix("questions:\n")
    named = question.replace("id: late-lamp", "id: late-again").replace("A lamp is late.", TOLD)
    asked = [question.replace("id: late-lamp", f"id: late-{number}") for number in range(3)]
    named = named.replace("    hint:", "    call: dark\n    hint:")
    (place / "questions.yaml").write_text("questions:\n" + "".join([*asked, named]))
    call = LAMP.replace("id: lamp\ntitle: A lamp that has not come", "id: dark\ntitle: A dark room")
    (place / "calls" / "dark.yaml").write_text(call)

const lines = `
question got downvoted | Why did my question get a downvote
why downvote my question | Why did my question get a downvote
wikipedia questions | Wikipedia
avoid wikipedia | Please avoid asking Wikipedia questions
wikipedia as academic source | Should we allow Wikipedia to be referenced
percolate wikipedia | percolate material from Stackexchange to Wikipedia
mandatory citations | citations mandatory
skeptics answers | more like skeptic.SE
copying online sources | just copy online sources
sources in answers | sources in answers
citing sources | expect answers to cite sources
easter island | Easter island
history still in beta | still in
denialism | Denialism
recent political history | recent political history
recent history topic | recent history
improving the site | Improve the Site
academic sources | academic source
moderator nominations | Moderator Position Open
resigning from site | resign from this site
merge WWI WW1 | WWI and WW1
new users supportive | supportive towards new users
newbie question | newbie
collingwood | Collingwood
language questions on topic | language questions on-topic
one question a day | one question a day
holocaust trivia | Holocaust/Nazi/WW2 trivia
trolled topics | heavily-trolled
analogy valid | analogy valid
askhistorians | askhistorians
flag comment | comment be flagged
flagging comments | comment be flagged
non-written history | non-written history
mad hatter | Mad Hatter
obvious bias | "obvious" bias
custom close reasons | custom close reasons
reference material off topic | reference material off topic
revisionism | revisionism
how old is history | How old does it have to be
what if questions | "What if" questions
costumes clothing | costuming / clothing
neo-nazi profiles | neo-Nazi
plea down voters | plea to down voters
mythology commitments | Mythology SE
propaganda accepted answers | right-wing propaganda
graduating chances | chances of graduating
turkey bumped | Turkey-related
conspiracies | Conspiracy Theories
historicity of movies | historicity of movies
professional historian poll | "professional" historians
unanswered question goal | Unanswered Questions
image puzzles | Historic image puzzles
B.C.E | B.C. and A.D.
germany caused | Germany caused WWI
blocking users | block a user
answer deleted | Why was my answer deleted
anonymous edit | Anonymous Edits
offline tool | offline tools
quoting wikipedia | quoting so much Wikipedia
geopolitical | Geo-Political
war week contest | "war week" contest
muslim empire tag | Muslim-empire
ussr soviet union | "ussr" and "soviet union"
sock puppets accounts | two accounts are probably run by one person
archaeology | Archaeology.SE
hadith references | hadiths useable
jesus family | Jesus' family
ancient population control | ancient population control
japan | Let's ask about Japan
CJK characters blacklist | CJK characters
religious sources criteria | religious sources
awesome flag | (awesome) flag
public beta | Public beta or bust
predicting future trends | predicting the future
medieval middle ages | Middle Ages and Medieval
flamebait | Flamebait
chat room name | chat room
naval question | Naval Question
persia tags | Iran/Persia
1910 | Searching for "1910"
searching 1910 | Searching for "1910"
archaeo | Archaeology.SE
revision of historical | revisionism
MYTHOLOGIES | Mythology SE
`;

/** What somebody types, and the words in the title of what must come among the first. */
export const queries = lines
  .trim()
  .split("\n")
  .map((line) => line.split(" | ") as [string, string]);

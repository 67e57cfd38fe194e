/** An address that shows what happened: a picture of the screen, a log. */
export const EVIDENCE =
  /(?<!\p{L})(?:screen ?shots?|screencast|screen recording|recording of|(?:video|clip) (?:of the (?:bug|problem|issue|error)|(?:that )?shows)|logs?(?! ?(?:on|in))|stack ?trace|fiddle|скрин\p{L}{0,8}|сн[иы]м\p{L}{0,4} экрана|запис\p{L}{1,2} экрана|лог[аи]?|скрін\p{L}{0,8}|знім\p{L}{0,4} екрана|запис\p{L}{0,2} екрана|looks like this|вот как (?:это )?выглядит|ось як (?:це )?виглядає)(?!\p{L})[^\n!?]{0,60}https?:\/\//iu;

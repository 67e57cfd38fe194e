import { Moment } from "~/components/moment.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { replyPath, reviewPath, ticketPath } from "~/urls.ts";
import type { Scope, WaitingPost } from "./review.ts";
import { speaksForIt } from "./verdict.ts";

/** One post that waits: its words, the reasons, and what to say of it. */
export function ReviewPost({ post }: { post: WaitingPost }) {
  const t = useWords();
  const { locale } = useLanguage();
  const lang = post.language === locale ? undefined : post.language;
  const doubts = post.reasons.filter((name) => !speaksForIt(name));
  const good = post.reasons.filter(speaksForIt);
  const inWords = (names: string[]) => names.map((name) => t(`review:reason.${name}`)).join("; ");
  return (
    <article className="review-post" aria-labelledby={`post-${post.key}`} data-review-post>
      <div>
        <h3 id={`post-${post.key}`} lang={lang}>
          <a href={post.replyId === null ? ticketPath(post.ticket) : replyPath(post.ticket, post.replyId)}>
            {post.replyId === null ? post.title : t("review:reply_to", { title: post.title })}
          </a>
        </h3>
        <p className="meta">
          <b>{t(`review:state.${post.state}`)}</b> <span>{post.authorName ?? t("tickets:guest")}</span>{" "}
          <Moment at={post.createdAt} />
        </p>
        {post.excerpt && <p lang={lang}>{post.excerpt}</p>}
      </div>
      <div>
        <p className="review-post__reasons hint">
          {doubts.length > 0 ? t("review:because", { reasons: inWords(doubts) }) : t("review:no_reason")}
        </p>
        {good.length > 0 && <p className="hint">{t("review:for_it", { reasons: inWords(good) })}</p>}
        {post.hosts.length > 0 && <p className="hint">{t("review:hosts", { hosts: post.hosts.join(", ") })}</p>}
        <PressForm post={post} scope="one" spam={t("review:spam")} fine={t("review:fine")} />
        <More post={post} />
      </div>
    </article>
  );
}

/** The same word for others of the kind at once. */
function More({ post }: { post: WaitingPost }) {
  const t = useWords();
  const { fromSender, sharedHost } = post;
  if (fromSender < 2 && !sharedHost) return null;
  return (
    <details>
      <summary>{t("review:more")}</summary>
      {fromSender > 1 && (
        <PressForm
          post={post}
          scope="sender"
          spam={t("review:sender_spam", { count: fromSender })}
          fine={t("review:sender_fine", { count: fromSender })}
        />
      )}
      {sharedHost && (
        <PressForm
          post={post}
          scope="host"
          host={sharedHost.host}
          spam={t("review:host_spam", sharedHost)}
          fine={t("review:host_fine", sharedHost)}
        />
      )}
    </details>
  );
}

interface PressProps {
  post: WaitingPost;
  scope: Scope;
  host?: string;
  spam: string;
  fine: string;
}

function PressForm({ post, scope, host, spam, fine }: PressProps) {
  return (
    <PostForm action={reviewPath()} className="buttons tight">
      <input type="hidden" name="post" value={post.key} />
      {scope !== "one" && <input type="hidden" name="scope" value={scope} />}
      {host && <input type="hidden" name="host" value={host} />}
      <button className="button button--quiet button--small" type="submit" name="intent" value="fine">
        {fine}
      </button>
      <button className="button button--quiet button--small" type="submit" name="intent" value="spam">
        {spam}
      </button>
    </PostForm>
  );
}

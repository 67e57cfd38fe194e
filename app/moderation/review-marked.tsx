import { Moment } from "~/components/moment.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { replyPath, reviewPath, ticketPath } from "~/urls.ts";
import type { ReviewedPost } from "./review.ts";

/** What was marked in the last 30 days: each can be taken back. */
export function MarkedPosts({ marked }: { marked: ReviewedPost[] }) {
  const t = useWords();
  const { locale } = useLanguage();
  if (marked.length === 0) return null;
  return (
    <details className="review__marked">
      <summary>{t("review:marked", { count: marked.length })}</summary>
      <ul className="canned-list">
        {marked.map((post) => (
          <li key={post.key}>
            <b>{t(`review:state.${post.state}`)}</b>{" "}
            <a
              href={post.replyId === null ? ticketPath(post.ticket) : replyPath(post.ticket, post.replyId)}
              lang={post.language === locale ? undefined : post.language}
            >
              {post.replyId === null ? post.title : t("review:reply_to", { title: post.title })}
            </a>
            <small>
              <Moment at={post.createdAt} />
            </small>
            <PostForm action={reviewPath()}>
              <input type="hidden" name="posts" value={post.key} />
              <button className="link-button" type="submit" name="intent" value="undo">
                {t("review:undo")} <span className="vh">{post.title}</span>
              </button>
            </PostForm>
          </li>
        ))}
      </ul>
    </details>
  );
}

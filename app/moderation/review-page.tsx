import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { reviewPath } from "~/urls.ts";
import type { ReviewedPost, ReviewFigures, ReviewGroup } from "./review.ts";
import { Figures } from "./review-figures.tsx";
import type { ReviewDone } from "./review-form.ts";
import { MarkedPosts } from "./review-marked.tsx";
import { ReviewPost } from "./review-post.tsx";

interface ReviewPageProps {
  groups: ReviewGroup[];
  marked: ReviewedPost[];
  figures: ReviewFigures;
  done: ReviewDone | null;
}

/** What the filter doubts: why, what is alike, and one press to say what it is. */
export function ReviewPage({ groups, marked, figures, done }: ReviewPageProps) {
  const t = useWords();
  const waiting = groups.reduce((sum, { posts }) => sum + posts.length, 0);
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <h1>{t("review:title")}</h1>
        <div className="review-head">
          <p className="hint">{t("review:lede")}</p>
          {waiting > 0 && <p className="hint">{t("review:keys")}</p>}
          {done && <Done done={done} />}
        </div>
        {waiting === 0 ? (
          <div className="empty-state">
            <h2>{t("review:empty_title")}</h2>
            <p>{t("review:empty")}</p>
          </div>
        ) : (
          <div className="review" data-review-keys>
            {groups.map(({ posts }) => (
              <Group key={posts[0]?.key} posts={posts} />
            ))}
          </div>
        )}
        <MarkedPosts marked={marked} />
        <Figures figures={figures} />
      </main>
    </div>
  );
}

function Group({ posts }: ReviewGroup) {
  const t = useWords();
  const [first] = posts;
  if (!first || posts.length === 1) return first ? <ReviewPost post={first} /> : null;
  return (
    <section className="review__group" aria-labelledby={`alike-${first.key}`}>
      <h2 id={`alike-${first.key}`}>{t("review:alike", { count: posts.length })}</h2>
      <PostForm action={reviewPath()} className="buttons tight">
        <input type="hidden" name="post" value={first.key} />
        <input type="hidden" name="scope" value="alike" />
        <button className="button button--quiet button--small" type="submit" name="intent" value="fine">
          {t("review:all_fine", { count: posts.length })}
        </button>
        <button className="button button--quiet button--small" type="submit" name="intent" value="spam">
          {t("review:all_spam", { count: posts.length })}
        </button>
      </PostForm>
      {posts.map((post) => (
        <ReviewPost key={post.key} post={post} />
      ))}
    </section>
  );
}

function Done({ done }: { done: ReviewDone }) {
  const t = useWords();
  return (
    <div className="notice" role="status">
      <p>{t(`review:done.${done.what}`, { count: done.count })}</p>
      {done.posts && (
        <PostForm action={reviewPath()}>
          <input type="hidden" name="posts" value={done.posts} />
          <button className="link-button" type="submit" name="intent" value="undo">
            {t("review:undo")}
          </button>
        </PostForm>
      )}
    </div>
  );
}

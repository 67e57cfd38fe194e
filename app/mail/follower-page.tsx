import type { ReactNode } from "react";
import { Notice } from "~/components/notice.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { mailPath } from "~/urls.ts";
import type { FollowerPageProps } from "./follower-page.ts";

/** Where the links of mails lead. Opening it changes nothing: mail programs open links by themselves. */
export function FollowerPage({ token, follow, isNotMe, done }: FollowerPageProps) {
  const t = useWords();
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        {done ? (
          <Done token={token} done={done} />
        ) : !follow ? (
          <>
            <h1>{t("mail:page.gone_title")}</h1>
            <p className="lede">{t("mail:page.gone")}</p>
          </>
        ) : isNotMe ? (
          <>
            <h1>{t("mail:page.not_me_title")}</h1>
            <p className="lede">{t("mail:page.not_me", { address: follow.address })}</p>
            <Buttons token={token} buttons={[["not-me", t("mail:page.not_me_do")]]} />
          </>
        ) : (
          <Follow token={token} follow={follow} />
        )}
      </main>
    </div>
  );
}

function Follow({ token, follow }: { token: string; follow: NonNullable<FollowerPageProps["follow"]> }) {
  const t = useWords();
  const { number, address, state, ticketUrl } = follow;
  if (state === "asked") {
    return (
      <>
        <h1>{t("mail:page.ask_title", { number })}</h1>
        <p className="lede">{t("mail:page.ask", { address })}</p>
        <Buttons
          token={token}
          buttons={[
            ["confirm", t("mail:page.confirm")],
            ["not-me", t("mail:page.not_me_do")],
          ]}
        />
      </>
    );
  }
  const buttons: [string, string][] =
    state === "on" ? [["stop", t("mail:page.stop")]] : [["confirm", t("mail:page.again")]];
  return (
    <>
      <h1>{t("mail:page.title", { number })}</h1>
      <p className="lede">{t(`mail:page.${state}`, { address })}</p>
      <Buttons token={token} isQuiet={state === "on"} buttons={[...buttons, ["not-me", t("mail:page.never")]]}>
        {ticketUrl && (
          <a className={state === "on" ? "button" : "button button--quiet"} href={ticketUrl}>
            {t("mail:page.ticket")}
          </a>
        )}
      </Buttons>
    </>
  );
}

function Done({ token, done }: { token: string; done: NonNullable<FollowerPageProps["done"]> }) {
  const t = useWords();
  if (done === "allowed") {
    return (
      <>
        <h1>{t("mail:page.gone_title")}</h1>
        <Notice>{t("mail:page.allowed")}</Notice>
      </>
    );
  }
  return (
    <>
      <h1>{t("mail:page.refused_title")}</h1>
      <p className="lede">{t("mail:page.refused")}</p>
      <Buttons token={token} mailbox={done.refused} buttons={[["allow", t("mail:page.allow")]]} />
    </>
  );
}

/** The first is what most people came for, unless `isQuiet`. */
function Buttons({
  token,
  buttons,
  mailbox,
  isQuiet,
  children,
}: {
  token: string;
  buttons: [string, string][];
  mailbox?: string;
  isQuiet?: boolean;
  children?: ReactNode;
}) {
  return (
    <PostForm className="ticket-form" action={mailPath(token)}>
      {mailbox && <input type="hidden" name="mailbox" value={mailbox} />}
      <p className="buttons">
        {children}
        {buttons.map(([intent, label], index) => (
          <button
            key={intent}
            className={index === 0 && !isQuiet ? "button" : "button button--quiet"}
            type="submit"
            name="intent"
            value={intent}
          >
            {label}
          </button>
        ))}
      </p>
    </PostForm>
  );
}

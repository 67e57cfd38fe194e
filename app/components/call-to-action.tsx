import { countedName, goPath } from "~/urls.ts";
import { useSite } from "./site-context.tsx";

/** The same at the end of a text that somebody has read. */
export function CallToActionAtEnd() {
  const { site } = useSite();
  if (!site.callToAction) return null;
  return (
    <p className="buttons">
      <CallToAction className="button button--quiet" />
    </p>
  );
}

/** The admin's link to the product. On pages whose readers are counted it leads by our own address, which counts it. */
export function CallToAction({ className }: { className: string }) {
  const { site, path } = useSite();
  if (!site.callToAction) return null;
  const { label, url } = site.callToAction;
  const name = countedName(path);
  return (
    <a className={className} href={name ? goPath(name) : url} rel={name && "nofollow"}>
      {label}
    </a>
  );
}

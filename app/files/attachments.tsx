import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { type FileView, isPlacedIn, type PictureView } from "./attachment.ts";
import { fileSize } from "./file-size.ts";

/** The pictures and files of a text, below it; but for those that stand in its midst. Large ones open at full size. */
export function Attachments({ files = [], html = "" }: { files?: FileView[]; html?: string }) {
  const { locale } = useLanguage();
  const shown = files.filter((file) => !isPlacedIn(html, file));
  if (shown.length === 0) return null;
  return (
    <ul className="files">
      {shown.map((file, index) => (
        <li key={file.id}>
          {file.picture ? (
            <a href={file.path}>
              <Picture picture={file.picture} number={index + 1} />
            </a>
          ) : (
            <>
              <a href={file.path}>{file.name}</a> <small>{fileSize(file.size, locale)}</small>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A picture without words of its own still says that it is one, and which. */
function Picture({ picture, number }: { picture: PictureView; number: number }) {
  const t = useWords();
  const { shownPath, width, height, alt } = picture;
  return (
    <img src={shownPath} width={width} height={height} alt={alt || t("files:picture", { number })} loading="lazy" />
  );
}

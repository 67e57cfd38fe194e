import { improvePage } from "./improve-page.ts";
import { insertInPlace } from "./inserts.ts";
import { pressInReview } from "./review-keys.ts";
import { dropDraftsAtSignOut } from "./sign-out.ts";

improvePage();
insertInPlace();
dropDraftsAtSignOut();
pressInReview();

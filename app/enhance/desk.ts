import { improvePage } from "./improve-page.ts";
import { dropDraftsAtSignOut } from "./sign-out.ts";

improvePage();
dropDraftsAtSignOut();

// Empty on purpose: React stays on the server. The browser's file is built from app/enhance.

"""The names of the tools, as the catalogue of remote-control tools has them."""

ANYDESK = "AnyDesk"
TEAMVIEWER = "TeamViewer"
AMMYY = "Ammyy Admin"

namespace Mnist.Host.Pages.Parts;

/// <summary>What every page has: one HTML file that needs nothing beside it, no network and no other file.</summary>
internal static class Page
{
    /// <summary>The whole file.</summary>
    /// <param name="title">Also its largest heading.</param>
    /// <param name="subtitle">A line below it; may be empty.</param>
    /// <param name="content">Sections.</param>
    /// <param name="scripts">Files of this folder, in order.</param>
    /// <param name="link">Below the subtitle: where most readers want to go; null for nowhere.</param>
    public static string Write(
        string title, string subtitle, IEnumerable<Html> content, ValueList<string> scripts, Html? link = null) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"/>
        <title>{title}</title>
        <style>{PageFile.Read("chart.css")}{PageFile.Read("report.css")}</style>
        </head>
        <body>
        <header><h1>{title}</h1><p>{subtitle}</p>{link ?? Html.Empty}</header>
        <main>
        {content}
        </main>
        <footer>Made by mnist {Product.Version}.</footer>
        {scripts.Select(file => Html.Of($"<script>{PageFile.Read(file)}</script>\n"))}
        </body>
        </html>

        """).Markup;
}

using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Mnist.Host.Presentation;

/// <summary>Markup of HTML or SVG. Text becomes markup by being escaped, so a name cannot turn into an element by mistake.</summary>
/// <param name="Markup">Well-formed.</param>
internal readonly record struct Html(string Markup)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Markup with holes: what is written in the program stays as it is, every text put into it is escaped.</summary>
    /// <param name="template">Such as <c>$"&lt;p&gt;{name}&lt;/p&gt;"</c>.</param>
    public static Html Of(HtmlTemplate template) => new(template.Markup);

    /// <summary>A text as markup that shows it.</summary>
    /// <param name="text">Any characters.</param>
    public static Html Text(string text) => new(Encoder.Encode(Readable(Visible.Text(text))));

    /// <inheritdoc/>
    public override string ToString() => Markup;

    /// <summary>Characters that no page may hold, not even escaped, and that are no control characters, are shown as U+FFFD.</summary>
    private static string Readable(string text) => text.Any(IsForbidden)
        ? string.Concat(text.Select(c => IsForbidden(c) ? '\uFFFD' : c))
        : text;

    private static bool IsForbidden(char c) => c is '\r' or '\uFFFE' or '\uFFFF';
}

/// <summary>Puts <see cref="Html"/> together; the compiler calls it for an interpolated string.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlTemplate
{
    private readonly StringBuilder markup;

    public HtmlTemplate(int literalLength, int formattedCount) => markup = new(literalLength + (16 * formattedCount));

    /// <summary>The whole.</summary>
    public string Markup => markup.ToString();

    public void AppendLiteral(string value) => markup.Append(value);

    public void AppendFormatted(Html value) => markup.Append(value.Markup);

    public void AppendFormatted(string? value) => markup.Append(Html.Text(value ?? "").Markup);

    public void AppendFormatted(long value) => markup.Append($"{value}");

    public void AppendFormatted(double value) => markup.Append($"{value:0.##}");

    public void AppendFormatted(IEnumerable<Html> values)
    {
        foreach (var value in values)
            markup.Append(value.Markup);
    }
}

using Mnist.Domain;

namespace Mnist.Host;

/// <summary>A file with Markdown that a command keeps up to date.</summary>
internal static class MarkdownFile
{
    private const string Begin = "<!-- mnist sweep -->";
    private const string End = "<!-- /mnist sweep -->";

    /// <summary>Writes the blocks: between the two marks where the file has them, else as the whole file.</summary>
    /// <param name="path">Any path; an existing file without marks is not written over.</param>
    /// <param name="blocks">What to write.</param>
    /// <returns>Null when it is there.</returns>
    public static Complaint? Write(string path, ValueList<Block> blocks)
    {
        try
        {
            var before = File.Exists(path) ? File.ReadAllText(path) : $"{Begin}\n{End}\n";
            var (begin, end) = (before.IndexOf(Begin, StringComparison.Ordinal), before.LastIndexOf(End, StringComparison.Ordinal));
            return begin < 0 || end < begin
                ? new("markdown", $"'{path}' is there already and has no lines '{Begin}' and '{End}' to write between; name another file.") { Where = path }
                : Written.Text(path, $"{before[..(begin + Begin.Length)]}\n\n{MarkdownRenderer.Write(blocks)}\n{before[end..]}");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return new("markdown", $"'{path}' cannot be read: {refusal.Message}") { Where = path };
        }
    }
}

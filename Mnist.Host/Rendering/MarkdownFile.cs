using Mnist.Domain;

namespace Mnist.Host;

/// <summary>A place in a file with Markdown that a command keeps up to date: between two marks, of which a file may hold several pairs.</summary>
internal static class MarkdownFile
{
    /// <summary>Writes the blocks: between the two marks where the file has them, else as the whole file.</summary>
    /// <param name="place">A path, or a path, # and the name of a pair of marks; an existing file without marks is not written over.</param>
    /// <param name="blocks">What to write.</param>
    /// <returns>Null when it is there.</returns>
    public static Complaint? Write(string place, ValueList<Block> blocks)
    {
        var (path, name) = place.LastIndexOf('#') is > 0 and var at ? (place[..at], $" {place[(at + 1)..]}") : (place, "");
        var (begin, end) = ($"<!-- mnist sweep{name} -->", $"<!-- /mnist sweep{name} -->");
        try
        {
            var before = File.Exists(path) ? File.ReadAllText(path) : $"{begin}\n{end}\n";
            var (first, last) = (before.IndexOf(begin, StringComparison.Ordinal), before.LastIndexOf(end, StringComparison.Ordinal));
            return first < 0 || last < first
                ? new("markdown", $"'{path}' is there already and has no lines '{begin}' and '{end}' to write between; name another file.") { Where = path }
                : Written.Text(path, $"{before[..(first + begin.Length)]}\n\n{MarkdownRenderer.Write(blocks)}\n{before[last..]}");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return new("markdown", $"'{path}' cannot be read: {refusal.Message}") { Where = path };
        }
    }
}

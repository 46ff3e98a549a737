using System.Text;

namespace Mnist.PropertyTests.Rules;

/// <summary>The rooms as the page beside this file shows them: a table for each project, in reading order.</summary>
internal static class RoomPicture
{
    private const string Begin = "<!-- rooms -->";
    private const string End = "<!-- /rooms -->";

    /// <summary>All tables.</summary>
    public static string Draw() => string.Join('\n', Rooms.Of.Select(project => Draw(project.Key, project.Value)));

    /// <summary>The page with the tables as they are now between its marks.</summary>
    /// <param name="page">The text with one pair of marks.</param>
    public static string PutInto(string page)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return $"{page[..(begin + Begin.Length)]}\n\n{Draw()}\n{page[end..]}";
    }

    private static string Draw(string project, IReadOnlyList<Room> rooms)
    {
        var text = new StringBuilder().Append("| ").Append(project).Append(" | holds | uses |\n| --- | --- | --- |\n");
        foreach (var room in rooms)
            text.Append("| `").Append(room.Name).Append("` | ").Append(room.Holds).Append(" | ").AppendJoin(", ", room.Uses).Append(" |\n");
        return text.ToString();
    }
}

namespace Mnist.Host.Presentation;

/// <summary>Pictures side by side as lines of text.</summary>
internal static class GalleryText
{
    /// <summary>Between two pictures.</summary>
    public const string Space = "  ";

    /// <summary>Pictures in rows that fit.</summary>
    /// <param name="pictures">All of one size.</param>
    /// <param name="width">Characters of a line.</param>
    public static IEnumerable<Picture[]> Rows(IReadOnlyList<Picture> pictures, int width) => pictures.Count == 0
        ? []
        : pictures.Chunk(Math.Max(1, (width + Space.Length) / (pictures[0].Width + Space.Length)));

    /// <summary>Pictures without colours.</summary>
    /// <param name="pictures">All of one size.</param>
    /// <param name="width">Characters of a line.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<Picture> pictures, int width) => Rows(pictures, width).SelectMany(row =>
        Enumerable.Range(0, row[0].TextRows).Select(y => string.Join(Space, row.Select(p => p.TextRow(y)))).Prepend(Captions(row)));

    /// <summary>The line above a row of pictures.</summary>
    public static string Captions(IEnumerable<Picture> row) => string.Join(Space, row.Select(p => p.Caption.PadRight(p.Width)[..p.Width]));
}

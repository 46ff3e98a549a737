namespace Mnist.Engine.Pictures;

/// <summary>Formats that are known by their first bytes and not read.</summary>
internal static class PictureFormat
{
    /// <summary>What the format is called; null where it is not known.</summary>
    /// <param name="start">The first eight bytes of a file, or all of them.</param>
    public static string? Name(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "JPEG",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "GIF",
        [(byte)'B', (byte)'M', ..] => "BMP",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "TIFF",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => "WebP",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "HEIC or AVIF",
        [(byte)'P', (byte)'1' or (byte)'3' or (byte)'4' or (byte)'6', ..] => "another kind of PNM",
        _ => null,
    };
}

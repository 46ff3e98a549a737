using System.IO.Compression;
using Mnist.Engine.Data;

namespace Mnist.Engine.Pictures;

/// <summary>Reads PNG pictures of every kind as grey ones.</summary>
/// <remarks>
/// Portable Network Graphics, third edition (W3C 2025). Colours become their luma; gamma and colour profiles are passed over, since only
/// ink and paper are to be told apart. Memory: the file, one or two bytes a pixel and two rows.
/// </remarks>
public static class PngReader
{
    /// <summary>The picture, or what is wrong with the file.</summary>
    /// <param name="file">A whole file.</param>
    public static Validation<GreyImage, ImageError> Read(ReadOnlyMemory<byte> file) => file.Span.StartsWith(PngChunks.Signature)
        ? PngChunks.Read(file).Bind(Decode)
        : new ImageError.UnknownFormat();

    private static Validation<GreyImage, ImageError> Decode(PngParts parts)
    {
        var header = parts.Header;
        if (parts.Data.Sum(d => (long)d.Length) * Deflate.MostExpansion < header.UnpackedLength)
            return new ImageError.Damaged(ImageFault.NoPixels);

        var samples = new PngSamples(parts);
        var levels = new byte[header.Width * header.Height];
        var alphas = samples.HasAlpha ? new byte[levels.Length] : [];
        try
        {
            using var packed = new JoinedStream(parts.Data);
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
            if (Unpack(unpacked, header, samples, levels, alphas) is { } fault)
                return new ImageError.Damaged(fault);
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            // The parts are in memory: an IOException is zlib's own, for a stream that asks for a preset dictionary.
            return new ImageError.Damaged(ImageFault.Packing);
        }

        Paper.LayUnder(levels, alphas);
        return new GreyImage(header.Width, levels);
    }

    private static ImageFault? Unpack(ZLibStream stream, PngHeader header, PngSamples samples, byte[] levels, byte[] alphas)
    {
        foreach (var pass in header.Passes)
        {
            var (row, above) = (new byte[header.RowBytes(pass.Columns)], new byte[header.RowBytes(pass.Columns)]);
            for (var y = 0; y < pass.Rows; y++)
            {
                var filter = stream.ReadByte();
                if (filter < 0 || stream.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
                    return ImageFault.CutOff;
                if (!PngFilter.Undo(filter, row, above, header.PixelBytes))
                    return ImageFault.Filter;
                if (!Put(row, (pass.Y + (y * pass.StepY)) * header.Width, pass, samples, levels, alphas))
                    return ImageFault.Colour;
                (row, above) = (above, row);
            }
        }

        // This read also has the stream's own checksum compared.
        return stream.ReadByte() >= 0 ? ImageFault.TooManyPixels : null;
    }

    private static bool Put(ReadOnlySpan<byte> row, int start, PngPass pass, PngSamples samples, byte[] levels, byte[] alphas)
    {
        for (var x = 0; x < pass.Columns; x++)
        {
            if (samples.Read(row, x) is not { } pixel)
                return false;
            var at = start + pass.X + (x * pass.StepX);
            levels[at] = pixel.Level;
            if (alphas.Length > 0)
                alphas[at] = pixel.Alpha;
        }

        return true;
    }
}

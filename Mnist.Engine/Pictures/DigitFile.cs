using Mnist.Engine.Data;
using Mnist.Engine.Files;

namespace Mnist.Engine.Pictures;

/// <summary>What a file gives to classify.</summary>
/// <param name="Images">At least one; their labels are all 0 and mean nothing.</param>
/// <param name="Fitted">Whether a digit was cut out, scaled and placed; false where the file's pixels were taken as they are.</param>
/// <param name="Others">Further digits of a picture, which were left out.</param>
public sealed record DigitImages(ImageSet Images, bool Fitted, int Others = 0);

/// <summary>Reads files of digits: PNG, PGM and IDX, told apart by their content.</summary>
public static class DigitFile
{
    /// <summary>Longest picture file that is read: 64 megapixels of the largest kind, unpacked.</summary>
    public const long MaxPictureBytes = 1L << 29;

    /// <summary>
    /// The images of a file, or why there are none. IDX images are taken as they are, those of EMNIST's files, emnist-..., with rows and
    /// columns exchanged; see <see cref="DigitPlacement"/> for pictures.
    /// </summary>
    /// <param name="path">Any path.</param>
    /// <param name="keepsSize">
    /// Whether a picture of 28x28 is taken as it is, white on black: for images that need not be strokes. Default false, for digits.
    /// </param>
    public static Validation<DigitImages, ImageError> Read(string path, bool keepsSize = false)
    {
        if (Directory.Exists(path))
            return new ImageError.IsDirectory();
        return FileAttempt.Get(
            () =>
            {
                using var file = RegularFile.OpenRead(path);
                return Read(file, path, keepsSize);
            },
            cause => new ImageError.Unreadable(cause));
    }

    /// <summary>The images of a file that is open.</summary>
    /// <param name="file">At its start; can seek.</param>
    /// <param name="path">What errors of IDX files call it.</param>
    /// <param name="keepsSize">See above.</param>
    internal static Validation<DigitImages, ImageError> Read(Stream file, string path, bool keepsSize = false)
    {
        Span<byte> start = stackalloc byte[PngChunks.Signature.Length];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        if (start is [0x1F, 0x8B, ..] or [0, 0, ..])
            return Idx(file, path);
        var isPng = start.SequenceEqual(PngChunks.Signature);
        if (!isPng && !PgmReader.IsPgm(start))
            return PictureFormat.Name(start) is { } format ? new ImageError.OtherFormat(format) : new ImageError.UnknownFormat();
        if (file.Length > MaxPictureBytes)
            return new ImageError.FileTooLarge(file.Length, MaxPictureBytes);

        var content = new byte[file.Length];
        file.ReadExactly(content);
        return (isPng ? PngReader.Read(content) : PgmReader.Read(content)).Bind(picture => DigitPlacement.Place(picture, keepsSize))
            .Map(digit => new DigitImages(new(digit.Levels, new byte[1]), digit.Fitted, digit.Others));
    }

    private static Validation<DigitImages, ImageError> Idx(Stream file, string path) => IdxReader.Read(file, path, IdxLayout.Images)
        .Map(content => new ImageSet(content.Items, new byte[content.Items.Length / ImageSet.ImageSize]))
        .Map(images => new DigitImages(DataFiles.IsTransposed(path) ? images.Transposed() : images, Fitted: false))
        .MapErrors(ImageError (e) => new ImageError.BadIdx(e));
}

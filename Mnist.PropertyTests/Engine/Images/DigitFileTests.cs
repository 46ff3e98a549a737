using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Planning;
using Mnist.Engine.Data;
using Mnist.Engine.Data.Synthetic;
using Mnist.Engine.Pictures;
using Mnist.Host.Wording;
using Xunit;

namespace Mnist.PropertyTests.Engine.Images;

/// <summary>Pictures become the images that they show, however they are drawn.</summary>
public sealed class DigitFileTests
{
    private static readonly ImageSet Digits = SyntheticDigits.Create(seed: 5, trainingCount: 50, testCount: 1).Training;

    [Property(MaxTest = 100)]
    public Property Grey_maps_are_read_in_digits_and_in_bytes(PositiveInt width, NonEmptyArray<int> samples, byte kind)
    {
        var maximum = (int[])[1, 7, 255, 256, 65_535];
        var most = maximum[kind % maximum.Length];
        var columns = 1 + (width.Get % 9);
        var values = Enumerable
            .Range(0, columns * 3)
            .Select(i => (samples.Get[i % samples.Get.Length] & int.MaxValue) % (most + 1))
            .ToArray();
        var expected = values.Select(v => (byte)Math.Floor((v * 255.0 / most) + 0.5)).ToArray();
        var header = $"# made\n{columns} # columns\n\t3\r\n{most}";
        byte[] plain =
            Encoding.ASCII.GetBytes("P2" + header + "\n" + string.Join(' ', values.Select(v => v.ToString(CultureInfo.InvariantCulture))));
        byte[] raw =
        [
            .. Encoding.ASCII.GetBytes("P5" + header + "\n"),
            .. values.SelectMany(v => most > 255 ? new[] { (byte)(v >> 8), (byte)v } : [(byte)v]),
        ];
        return (Levels(plain).SequenceEqual(expected) && Levels(raw).SequenceEqual(expected)).Label($"{columns}x3, {most}");
    }

    [Theory]
    [InlineData("P2 2 1 255 7", "Damaged { Fault = CutOff }")]
    [InlineData("P2 2 1 255 7 x 8", "Damaged { Fault = Number }")]
    [InlineData("P2 2 1 255 7 256 ", "Damaged { Fault = Number }")]
    [InlineData("P2 2 1 0 7 8 ", "Damaged { Fault = Number }")]
    [InlineData("P2 2 1 65536 7 8 ", "Damaged { Fault = Number }")]
    [InlineData("P2 99999999999 1 255 7", "Damaged { Fault = Number }")]
    [InlineData("P5 65535 65535 255 7", "WrongSize { Width = 65535, Height = 65535 }")]
    [InlineData("P5 8000 8000 255 7", "Damaged { Fault = CutOff }")]
    [InlineData("P5 # no end", "Damaged { Fault = Number }")]
    [InlineData("P6 1 1 255 abc", "OtherFormat { Name = another kind of PNM }")]
    [InlineData("", "UnknownFormat { }")]
    public void Bad_grey_maps_are_refused(string text, string error) =>
        Assert.Equal(error, DigitFile
            .Read(new MemoryStream(Encoding.ASCII.GetBytes(text)), "file")
            .Match(valid: _ => "none", invalid: e => Structure.Of(e[0])));

    [Fact]
    public void Images_like_MNISTs_are_taken_as_they_are()
    {
        var taken = Enumerable.Range(0, Digits.Count).Count(i =>
            Placed(Digits.Image(i).ToArray(), ImageSet.Side) is { Fitted: false } placed && placed.Levels
                .AsSpan()
                .SequenceEqual(Digits.Image(i)));
        Assert.InRange(taken, Digits.Count * 8 / 10, Digits.Count);
    }

    [Property(MaxTest = 100)]
    public Property Place_polarity_and_size_do_not_matter(byte digit, byte left, byte top, PositiveInt more)
    {
        var image = Digits.Image(digit % Digits.Count).ToArray();
        var plain = Drawn(image, scale: 2, left: 1, top: 1, extra: 3);
        var moved = Drawn(image, scale: 2, left % 60, top % 60, extra: more.Get % 30);
        var larger = Drawn(image, scale: 4, left: 2, top: 2, extra: 6);
        var inverted = (Levels: Array.ConvertAll(plain.Levels, v => (byte)(255 - v)), plain.Width);
        var expected = Placed(plain.Levels, plain.Width).Levels;
        return Same(moved).Label("moved").And(Same(inverted).Label("inverted")).And(Same(larger).Label("larger"));

        bool Same((byte[] Levels, int Width) other) => Placed(other.Levels, other.Width).Levels.SequenceEqual(expected);
    }

    [Fact]
    public void A_digit_drawn_large_in_black_on_grey_paper_comes_back()
    {
        var recognised = Enumerable.Range(0, Digits.Count).Count(i =>
        {
            var (levels, width) = Drawn(Digits.Image(i).ToArray(), scale: 3, left: 11, top: 40, extra: 5);
            var placed = Placed(Array.ConvertAll(levels, v => (byte)(230 - (v * 200 / 255))), width);
            Assert.True(placed.Fitted);
            return Enumerable
                .Range(0, Digits.Count)
                .MinBy(other => placed.Levels.Zip(Digits.Image(other).ToArray(), (a, b) => Math.Abs(a - b)).Sum()) == i;
        });
        Assert.InRange(recognised, Digits.Count * 9 / 10, Digits.Count);
    }

    [Fact]
    public void The_longer_side_becomes_20_and_the_centre_of_mass_14()
    {
        var bar = new byte[100 * 50];
        for (var y = 10; y < 90; y++)
            bar.AsSpan((y * 50) + 5, 16).Fill(255);
        var placed = Placed(bar, 50).Levels;
        var lit = Enumerable.Range(0, placed.Length).Where(i => placed[i] == 255).ToArray();
        Assert.Equal(
            (20 * 4, 4, 23, 12, 15),
            (lit.Length, lit.Min(i => i / 28), lit.Max(i => i / 28), lit.Min(i => i % 28), lit.Max(i => i % 28)));
    }

    [Fact]
    public void The_centre_of_mass_comes_within_half_a_pixel_of_where_MNIST_has_it() => Assert.All(Enumerable.Range(0, Digits.Count), i =>
    {
        var (sheet, width) = Drawn(Digits.Image(i).ToArray(), scale: 3, left: 11, top: 40, extra: 5);
        var placed = Placed(sheet, width).Levels;
        var ink = placed.Sum(level => level);
        Assert.InRange(placed.Select((level, at) => level * (at % 28)).Sum() / (double)ink, 13.49, 14.51);
        Assert.InRange(placed.Select((level, at) => level * (at / 28)).Sum() / (double)ink, 13.49, 14.51);
    });

    [Property(MaxTest = 100)]
    public bool Any_picture_becomes_an_image_or_is_blank(PositiveInt width, NonEmptyArray<byte> levels) =>
        DigitPlacement.Place(new(1 + (width.Get % levels.Get.Length), levels.Get[..(levels.Get.Length / (1
            + (width.Get % levels.Get.Length)) * (1 + (width.Get % levels.Get.Length)))])).Match(
            valid: digit => digit.Levels.Length == ImageSet.ImageSize && digit.Levels.Any(v => v > 0),
            invalid: errors => errors is [ImageError.Blank]);

    [Fact]
    public void Every_error_and_fault_has_its_sentence()
    {
        ImageError[] errors =
        [
            new ImageError.Unreadable("denied"), new ImageError.IsDirectory(), new ImageError.FileTooLarge(
                1L << 40,
                5), new ImageError.UnknownFormat(),
            new ImageError.WrongChecksum("IDAT"), new ImageError.WrongSize(
                0,
                5), new ImageError.Blank(), new ImageError.BadIdx(new DataError.Empty("a.png")),
            new ImageError.OtherFormat("JPEG"), new ImageError.NoClasses(ClassNames.Digits), new ImageError.UnknownClass(ClassNames.Digits),
            new ImageError.LabelsDisagree(1, 2), new ImageError.NoSingleDigit(40),
            .. Enum.GetValues<ImageFault>().Select(fault => new ImageError.Damaged(fault)),
        ];
        Assert.Equal(
            typeof(ImageError).GetNestedTypes().Count(t => t.IsSubclassOf(typeof(ImageError))),
            errors.Select(e => e.GetType()).Distinct().Count());
        Assert.Equal(errors.Length, errors.Select(e => e.Sentence("a.png")).Distinct(StringComparer.Ordinal).Count());
        Assert.All(errors, e => Assert.Contains("a.png", e.Sentence("a.png"), StringComparison.Ordinal));
    }

    /// <summary>A digit on a larger black sheet, each pixel as a square.</summary>
    private static (byte[] Levels, int Width) Drawn(byte[] image, int scale, int left, int top, int extra)
    {
        var (width, height) = ((scale * ImageSet.Side) + left + extra, (scale * ImageSet.Side) + top + extra);
        var levels = new byte[width * height];
        for (var i = 0; i < scale * ImageSet.Side * scale * ImageSet.Side; i++)
        {
            var (y, x) = (i / (scale * ImageSet.Side), i % (scale * ImageSet.Side));
            levels[((top + y) * width) + left + x] = image[(y / scale * ImageSet.Side) + (x / scale)];
        }

        return (levels, width);
    }

    private static PlacedDigit Placed(byte[] levels, int width) =>
        DigitPlacement.Place(new(width, levels)).OrThrow();

    private static byte[] Levels(byte[] file) =>
        PgmReader.Read(file).OrThrow().Levels.ToArray();
}

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Data;
using Xunit;

namespace Mnist.PropertyTests;

/// <summary>Data sets of MNIST's form with other classes.</summary>
public sealed class OtherSetsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Property(MaxTest = 30)]
    public Property Every_set_is_read_as_it_was_drawn() => Prop.ForAll(Sets.ToArbitrary(), set =>
    {
        using var place = new TemporaryFolder();
        set.WriteTo(place.Path);
        var data = DataFolder.ReadAsync(place.Path).Result.OrThrow();
        var named = set.Prefix.Length > 0 ? set.Prefix.TrimEnd('-', '_') : Path.GetFileName(place.Path);
        var normalization = data.Spec.Normalization!;
        return data.Name == named
            && data.Origin == DataOrigin.Other
            && data.Classes == ClassNames.Numbered(set.Classes, set.First)
            && data.Reading == new DataReading(set.First, set.IsTransposed, NameSource.Labels)
            && data.Training.Equals(new ImageSet(set.Pixels(isTraining: true), set.TrainingLabels))
            && data.Test.Equals(new ImageSet(set.Pixels(isTraining: false), set.TestLabels))
            && Math.Abs(normalization.Mean - set.Pixels(isTraining: true).Average(level => level / 255.0)) <= 0.00005001
            && normalization.StandardDeviation > 0;
    });

    [Fact]
    public async Task Of_several_sets_in_a_folder_one_has_to_be_named()
    {
        new DrawnSet(26) { Prefix = "emnist-letters-", First = 1, IsTransposed = true }.WriteTo(folder.Path);
        new DrawnSet(47) { Prefix = "emnist-balanced-", IsTransposed = true }.WriteTo(folder.Path);
        Assert.Equal(
            new DataError.SeveralSets(folder.Path, ["emnist-balanced", "emnist-letters"]),
            (await DataFolder.ReadAsync(folder.Path)).OnlyError());
        var letters = (await DataFolder.ReadAsync(Path.Combine(folder.Path, "emnist-letters"))).OrThrow();
        Assert.Equal(("emnist-letters", 26, "A", "Z"), (letters.Name, letters.Classes.Count, letters.Classes[0], letters.Classes[25]));
        Assert.Equal(new DataReading(1, IsTransposed: true, NameSource.Guess), letters.Reading);
        Assert.Equal(47, (await DataFolder.ReadAsync(Path.Combine(folder.Path, "emnist-balanced"))).OrThrow().Classes.Count);
        Assert.IsType<DataError.NothingThere>((await DataFolder.ReadAsync(Path.Combine(folder.Path, "emnist-digits"))).OnlyError());

        IdxFiles.WriteSet(folder.Path);
        Assert.Equal(10, (await DataFolder.ReadAsync(folder.Path)).OrThrow().Classes.Count);
    }

    [Fact]
    public async Task Two_files_for_one_role_are_not_chosen_between()
    {
        IdxFiles.WriteSet(folder.Path);
        folder.Write("test-images-idx3-ubyte", IdxFiles.Images(5));
        Assert.Equal(
            new DataError.SeveralFiles(folder.Path, DataFileRole.TestImages, ["t10k-images-idx3-ubyte.gz", "test-images-idx3-ubyte"]),
            (await DataFolder.ReadAsync(folder.Path)).OnlyError());
    }

    [Theory]
    [InlineData("fashion-mnist", 10, "T-shirt/top")]
    [InlineData("my-kmnist", 10, "o")]
    [InlineData("letters", 26, "A")]
    [InlineData("letters", 27, "0")]
    [InlineData("fashion-mnist", 9, "0")]
    public async Task A_name_makes_a_guess_that_is_told(string name, int classes, string first)
    {
        var place = Path.Combine(folder.Path, name);
        new DrawnSet(classes).WriteTo(place);
        var data = (await DataFolder.ReadAsync(place)).OrThrow();
        Assert.Equal((classes, first), (data.Classes.Count, data.Classes[0]));
        var isGuess = first != "0";
        Assert.Equal(isGuess ? NameSource.Guess : NameSource.Labels, data.Reading.Names);
        Assert.Equal(isGuess, data.Reading.Sentences().Any(sentence => sentence.Contains("not verified", StringComparison.Ordinal)));

        File.WriteAllLines(Path.Combine(place, "classes.txt"), Enumerable.Range(0, classes).Select(i => $"number {i}"));
        var named = (await DataFolder.ReadAsync(place)).OrThrow();
        Assert.Equal((NameSource.File, "number 0"), (named.Reading.Names, named.Classes[0]));
    }

    [Theory]
    [InlineData("cat\ndog\ncow\n", 0, "cat", 3)]
    [InlineData("cat\r\ndog\r\ncow\r\nhen", 0, "cat", 4)]
    public async Task A_file_names_the_classes(string text, int first, string name, int count)
    {
        new DrawnSet(3).WriteTo(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "classes.txt"), text);
        var data = (await DataFolder.ReadAsync(folder.Path)).OrThrow();
        Assert.Equal((first, name, count), (data.Reading.FirstLabel, data.Classes[0], data.Classes.Count));
    }

    [Fact]
    public async Task Labels_from_1_have_as_many_names_as_the_largest_or_one_more_for_0()
    {
        new DrawnSet(3) { First = 1 }.WriteTo(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "classes.txt"), "cat\ndog\ncow");
        var shifted = (await DataFolder.ReadAsync(folder.Path)).OrThrow();
        Assert.Equal((1, "cat", (byte)0), (shifted.Reading.FirstLabel, shifted.Classes[0], shifted.Training.Labels[0]));

        File.WriteAllText(Path.Combine(folder.Path, "classes.txt"), "nothing\ncat\ndog\ncow");
        var plain = (await DataFolder.ReadAsync(folder.Path)).OrThrow();
        Assert.Equal((0, "cat", (byte)1), (plain.Reading.FirstLabel, plain.Classes[1], plain.Training.Labels[0]));
        Assert.NotEqual(shifted.ContentHash, plain.ContentHash, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Bad_names_are_told_with_their_place()
    {
        new DrawnSet(3).WriteTo(folder.Path);
        var path = Path.Combine(folder.Path, "classes.txt");
        foreach (var (text, expected) in new (string, DataError)[]
        {
            ("cat\n\ncow", new DataError.BadClassName(path, new(1, "", ClassNameFault.Blank))),
            ("cat\ncow\ncat", new DataError.BadClassName(path, new(2, "cat", ClassNameFault.Twice))),
            ("cat\nco\u0007w\nhen", new DataError.BadClassName(path, new(1, "co\u0007w", ClassNameFault.Unprintable))),
            ($"cat\n{new string('x', 41)}\nhen", new DataError.BadClassName(path, new(1, new('x', 41), ClassNameFault.TooLong))),
            ("cat", new DataError.BadClassCount(path, 1)),
            (string.Join('\n', Enumerable.Range(0, 257)), new DataError.BadClassCount(path, 257)),
        })
        {
            File.WriteAllText(path, text);
            Assert.Equal(expected, (await DataFolder.ReadAsync(folder.Path)).OnlyError());
        }

        File.WriteAllText(path, "cat\ncow");
        var errors = (await DataFolder.ReadAsync(folder.Path)).Match(valid: _ => [], invalid: errors => errors);
        Assert.Equal(
            [
                new DataError.LabelOutOfRange(Path.Combine(folder.Path, "train-labels-idx1-ubyte"), 2, 2, 0, 2),
                new DataError.LabelOutOfRange(Path.Combine(folder.Path, "t10k-labels-idx1-ubyte"), 2, 2, 0, 2),
            ],
            errors);
    }

    [Fact]
    public async Task A_mapping_names_classes_by_characters()
    {
        new DrawnSet(26) { Prefix = "emnist-letters-", First = 1, IsTransposed = true }.WriteTo(folder.Path);
        var path = Path.Combine(folder.Path, "emnist-letters-mapping.txt");
        File.WriteAllLines(path, Enumerable.Range(1, 26).Select(i => $"{i} {64 + i} {96 + i}"));
        var data = (await DataFolder.ReadAsync(folder.Path)).OrThrow();
        Assert.Equal((NameSource.Mapping, 1, "A", "Z"), (data.Reading.Names, data.Reading.FirstLabel, data.Classes[0], data.Classes[25]));

        foreach (var (text, line) in new[] { ("1 65\n3 66", 2), ("2 65\n3 66", 1), ("1 65\nB 66", 2), ("1 65\n2", 2), ("1 65\n2 7", 2) })
        {
            File.WriteAllText(path, text);
            Assert.Equal(new DataError.BadMapping(path, line), (await DataFolder.ReadAsync(folder.Path)).OnlyError());
        }
    }

    [Fact]
    public async Task One_class_is_refused()
    {
        IdxFiles.WriteSet(folder.Path);
        folder.Write("train-labels-idx1-ubyte.gz", [.. IdxLayout.Labels.Header(12), .. Enumerable.Repeat((byte)4, 12)]);
        var path = folder.Write("t10k-labels-idx1-ubyte.gz", [.. IdxLayout.Labels.Header(5), .. Enumerable.Repeat((byte)4, 5)]);
        Assert.Equal(
            new DataError.OneClass(path.Replace("t10k", "train", StringComparison.Ordinal), 4),
            (await DataFolder.ReadAsync(folder.Path)).OnlyError());
    }

    [Fact]
    public async Task The_largest_set_of_labels_has_256_classes()
    {
        IdxFiles.WriteSet(folder.Path);
        folder.Write("train-labels-idx1-ubyte.gz", [.. IdxLayout.Labels.Header(12), .. Enumerable.Range(244, 12).Select(i => (byte)i)]);
        folder.Write("t10k-labels-idx1-ubyte.gz", IdxFiles.Labels(5));
        var data = (await DataFolder.ReadAsync(folder.Path)).OrThrow();
        Assert.Equal((256, (byte)255), (data.Classes.Count, data.Training.Labels[11]));
        Assert.Equal(12, Holdout.Stratified(data.Training.Labels, 12, seed: 1).Validation.Count);
    }

    [Fact]
    public void Only_MNISTs_own_normalisation_gives_way_to_the_datas()
    {
        var spec = DataSpec.Mnist with { Normalization = new(0.25, 0.5) };
        var plan = SmallPlan.Of(epochs: 1);
        Assert.Equal(new Normalization(0.25, 0.5), plan.NormalizedFor(spec).Training.Normalization);
        Assert.Same(plan, plan.NormalizedFor(DataSpec.Mnist));
        var stated = plan with { Training = plan.Training with { Normalization = new(0.5, 0.5) } };
        Assert.Same(stated, stated.NormalizedFor(spec));
    }

    [MnistFact]
    public async Task The_rule_gives_MNIST_the_figures_that_everybody_uses()
    {
        var data = (await DataFolder.ReadAsync(MnistFactAttribute.Folder!)).OrThrow();
        Assert.Equal(Normalization.Mnist, GreyStatistics.Of(data.Training).ToNormalization());
        Assert.Equal((DataSpec.Mnist, DataReading.AsStored), (data.Spec, data.Reading));
    }

    [Property]
    public Property The_folder_of_a_class_leads_back_to_it() => Prop.ForAll(Names.ToArbitrary(), names =>
        Enumerable.Range(0, names.Count).All(i =>
            names.Find(names.Folder(i)) == i && !names.Folder(i).Contains('/', StringComparison.Ordinal)));

    private static Gen<ClassNames> Names =>
        from words in Gen.Elements("cat", "T-shirt/top", "0", "1", "2", "..", "a.", "Z", "é", "-").ListOf()
        let distinct = words.Distinct(StringComparer.Ordinal).ToValueList()
        where distinct.Count >= 2
        select ClassNames.Of(distinct).OrThrow();

    private static Gen<DrawnSet> Sets =>
        from classes in Gen.OneOf(Gen.Choose(2, 49), Gen.Elements(3, 26, 47))
        from prefix in Gen.Elements("", "", "qmnist-", "emnist-x-", "my.set_")
        from first in Gen.Choose(0, 1)
        from isWide in Gen.Elements(false, true)
        from seed in Gen.Choose(0, 99)
        select new DrawnSet(classes)
        {
            Training = 3 * classes,
            Test = classes,
            Prefix = prefix,
            First = first,
            IsWide = isWide,
            IsTransposed = prefix.StartsWith("emnist", StringComparison.Ordinal),
            Seed = seed,
        };
}

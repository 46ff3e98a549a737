using Mnist.Engine.Data;
using Xunit;

namespace Mnist.PropertyTests;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Four_well_formed_files_are_a_data_set_but_not_MNIST()
    {
        IdxFiles.WriteSet(folder.Path);
        var data = (await DataFolder.ReadAsync(folder.Path)).OrThrow();
        Assert.Equal((DataOrigin.Other, Path.GetFileName(folder.Path)), (data.Origin, data.Name));
        Assert.Equal(IdxFiles.Content(DataFileRole.TrainingImages)[16..], data.Training.Pixels.ToArray());
        Assert.Equal(IdxFiles.Content(DataFileRole.TestLabels)[8..], data.Test.Labels.ToArray());
        Assert.Equal(MnistFile.Roles.Select(IdxFiles.Hash), data.Files.Select(file => file.Sha256), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_content_hash_does_not_depend_on_packing_or_names()
    {
        IdxFiles.WriteSet(folder.Path);
        var packed = (await DataFolder.ReadAsync(folder.Path)).OrThrow();

        using var other = new TemporaryFolder();
        foreach (var role in MnistFile.Roles)
            other.Write(role.Name().Replace("-idx", ".idx", StringComparison.Ordinal), IdxFiles.Content(role));
        var plain = (await DataFolder.ReadAsync(other.Path)).OrThrow();
        Assert.Equal((packed.ContentHash, packed.Training, packed.Test), (plain.ContentHash, plain.Training, plain.Test));
    }

    [Fact]
    public async Task All_faults_of_a_folder_are_reported_at_once()
    {
        IdxFiles.WriteSet(folder.Path);
        File.Delete(Path.Combine(folder.Path, "train-labels-idx1-ubyte.gz"));
        File.WriteAllText(Path.Combine(folder.Path, "t10k-images-idx3-ubyte.gz"), "this is no image file");
        var errors = (await DataFolder.ReadAsync(folder.Path)).Match(valid: _ => [], invalid: errors => errors);
        Assert.Collection(
            errors,
            error => Assert.Equal(DataFileRole.TrainingLabels, Assert.IsType<DataError.FileMissing>(error).Role),
            error => Assert.Equal(0x74686973u, Assert.IsType<DataError.WrongMagic>(error).Actual));
    }

    [Fact]
    public async Task Counts_that_disagree_are_an_error()
    {
        IdxFiles.WriteSet(folder.Path);
        var labels = folder.Write("t10k-labels-idx1-ubyte.gz", IdxFiles.Labels(6));
        var images = Path.Combine(folder.Path, "t10k-images-idx3-ubyte.gz");
        Assert.Equal(new DataError.CountsDisagree(images, 5, labels, 6), (await DataFolder.ReadAsync(folder.Path)).OnlyError());
    }

    [Fact]
    public async Task A_folder_without_files_or_none_at_all_holds_nothing()
    {
        foreach (var place in new[] { folder.Path, Path.Combine(folder.Path, "missing"), "" })
            Assert.Equal(new DataError.NothingThere(place), (await DataFolder.ReadAsync(place)).OnlyError());
    }

    [MnistFact]
    public async Task MNIST_is_recognised()
    {
        var data = (await DataFolder.ReadAsync(MnistFactAttribute.Folder!)).OrThrow();
        Assert.Equal((DataOrigin.Mnist, "mnist", 60_000, 10_000), (data.Origin, data.Name, data.Training.Count, data.Test.Count));
        Assert.Equal("e9914cff2ade526da2ab1ac60c072f9173cc53e35b9411692de8207cb1b9009d", data.ContentHash);
    }
}

/// <summary>A test that needs MNIST itself, in the folder that MNIST_DATA names; skipped where the variable is not set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute() => Skip = Folder is null ? "MNIST_DATA is not set." : null;

    public static string? Folder => Environment.GetEnvironmentVariable("MNIST_DATA");
}

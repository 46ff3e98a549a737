using Mnist.Domain.Catalog;
using Mnist.Host.Plans;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Plan files are written today as they were when Golden/plans.txt was recorded.</summary>
public sealed class PlanGoldenTests
{
    private const string File = "plans.txt", Hashes = "hashes";

    public static TheoryData<string> Texts => [.. Golden.Names(File).Where(name => name != Hashes)];

    [Fact]
    public void Plans_of_the_catalogue_keep_their_hashes() => Assert.Equal(
        Golden.Section(File, Hashes),
        PlanCatalog.All.Select(plan => $"{PlanText.Hash(plan)} {plan.Name}"),
        StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_file_keeps_its_text(string name)
    {
        var text = string.Join('\n', Golden.Section(File, name));
        Assert.Equal(text, PlanText.Read(text).Match(valid: PlanText.Write, invalid: errors => errors[0].Sentence()));
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Mnist.PropertyTests.Rules;

/// <summary>A closed union is taken apart by its fold: a default arm would take a new case in silence.</summary>
public sealed class UnionTests
{
    public static TheoryData<string> Projects => [.. Rooms.Of.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_switch_over_a_closed_union_has_a_default_arm(string project)
    {
        var offenders = SourceReader.Models(project).SelectMany(Offenders).ToList();
        Assert.True(offenders.Count == 0, string.Join(Environment.NewLine, offenders));
    }

    /// <summary>A record that has cases can be folded; only <c>Validation</c> is, with two functions and no record of them.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_union_has_its_fold(string project) => Assert.Empty(
        from model in SourceReader.Models(project)
        from node in model.SyntaxTree.GetRoot().DescendantNodes().OfType<RecordDeclarationSyntax>()
        let type = model.GetDeclaredSymbol(node)
        where type.IsAbstract
            && type.GetTypeMembers().Any(inner => SymbolEqualityComparer.Default.Equals(inner.BaseType?.OriginalDefinition, type))
            && !IsUnion(type)
            && type.Name != "Validation"
        select type.Name);

    /// <summary>The rule itself: what it finds, and what it leaves alone.</summary>
    [Theory]
    [InlineData("int F(Union u) => u switch { Union.One => 1, _ => 0 };", true)]
    [InlineData("int F(Union u) => u switch { Union.One => 1, var other => 0 };", true)]
    [InlineData("int F(Union? u) => u switch { null => 1, { } other => 0 };", true)]
    [InlineData("int F(Union u) => u switch { Union.One => 1, Union other => 0 };", true)]
    [InlineData("int F(Union u) { switch (u) { case Union.One: return 1; default: return 0; } }", true)]
    [InlineData("int F(Union u) => u switch { Union.One => 1, Union.Two { Size: > 2 } => 2, Union.Two => 0 };", false)]
    [InlineData("int F(int n) => n switch { 1 => 1, _ => 0 };", false)]
    public void The_rule_sees_default_arms(string member, bool isOffence)
    {
        var union = "abstract record Union { public record Cases; public record One : Union; public record Two(int Size) : Union; }";
        var tree = CSharpSyntaxTree.ParseText($"class C {{ {member} }} {union}", path: "rule.cs");
        var library = MetadataReference.CreateFromFile(typeof(object).Assembly.Location);
        var model = CSharpCompilation.Create("rule", [tree], [library]).GetSemanticModel(tree);
        Assert.Equal(isOffence, Offenders(model).Any());
    }

    private static IEnumerable<string> Offenders(SemanticModel model) =>
        from node in model.SyntaxTree.GetRoot().DescendantNodes()
        let value = node switch
        {
            SwitchExpressionSyntax s => s.GoverningExpression,
            SwitchStatementSyntax s => s.Expression,
            _ => null,
        }
        where value is not null && model.GetTypeInfo(value).Type is { } type && IsUnion(type) && HasDefault(node, type, model)
        let place = model.SyntaxTree.GetLineSpan(value.Span)
        select $"{Path.GetRelativePath(SourceReader.Root, Path.GetFullPath(place.Path))}:{place.StartLinePosition.Line + 1}: {value}";

    private static bool IsUnion(ITypeSymbol type) => type is { IsAbstract: true, IsRecord: true } && !type.GetTypeMembers("Cases").IsEmpty;

    private static bool HasDefault(SyntaxNode node, ITypeSymbol union, SemanticModel model) => node switch
    {
        SwitchExpressionSyntax s => s.Arms.Any(arm => TakesAll(arm.Pattern, union, model)),
        SwitchStatementSyntax s => s.Sections.SelectMany(section => section.Labels).Any(label =>
            label is DefaultSwitchLabelSyntax
            || (label is CasePatternSwitchLabelSyntax pattern && TakesAll(pattern.Pattern, union, model))),
        _ => false,
    };

    private static bool TakesAll(PatternSyntax pattern, ITypeSymbol union, SemanticModel model) => pattern switch
    {
        DiscardPatternSyntax or VarPatternSyntax => true,
        RecursivePatternSyntax { Type: null, PropertyPatternClause.Subpatterns.Count: 0 } => true,
        DeclarationPatternSyntax { Type: var type } => SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(type).Type, union),
        TypePatternSyntax { Type: var type } => SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(type).Type, union),
        _ => false,
    };
}
